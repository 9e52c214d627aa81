"""The style sheet of the published pages, with the colours of `tones`. No script, no outside file."""

from reports.tones import LOOKS

BASE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem 1.25rem 2rem;max-width:100rem;color:#1f2328;background:#fff;
font:15px/1.55 "Microsoft YaHei UI","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Noto Sans SC",sans-serif}
h1{font-size:1.45rem;text-align:center;text-wrap:balance;margin:.4rem 0 .8rem;line-height:1.35}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-left:.3rem solid #24507a;padding-left:.6rem}
a{color:#0b4a7a}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid #24507a;outline-offset:2px}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin-bottom:.4rem}
summary{cursor:pointer;color:#0b4a7a;padding:.15rem 0}
.units{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:.3rem 0 .6rem;padding:0;list-style:none}
p{margin:.25rem 0;overflow-wrap:anywhere}
table.listing{max-width:62rem;margin:0 auto}
.alert a{color:inherit}
.alert{background:#fff1d6;color:#9b1c1c;font-weight:700;padding:.4rem .7rem;border-left:.3rem solid #9b1c1c}
.signature{margin-top:1em;font-size:1.05em}
.totals{display:flex;flex-wrap:wrap;gap:.4rem;margin:.8rem 0;padding:0}
.totals div{display:flex;gap:.45rem;align-items:baseline;
border:1px solid #b8bec6;border-radius:.3rem;padding:.15rem .7rem}
.totals dt,.totals dd{margin:0}
.totals dd{font-weight:700;font-size:1.15em;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.87rem}
table.listing{font-size:1rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{border:1px solid #b8bec6;padding:.3rem;text-align:left;white-space:pre-line;overflow-wrap:anywhere}
thead th{background:#24507a;color:#fff;text-align:center;white-space:nowrap}
tbody th[scope=row]{font-weight:400;background:#fff;white-space:nowrap}
th[scope=rowgroup]{background:#e4ecf4;color:#24507a}
tfoot td{background:#f1f2f4;font-weight:700}
.center{text-align:center;white-space:nowrap;font-variant-numeric:tabular-nums}
.old{color:#5a5f66}
.listing a{margin-right:1rem}
.warn{color:#9b1c1c;font-weight:700}
"""
SCREEN = """
@media screen and (min-width:40.01rem) and (max-width:75rem){table{min-width:72rem}table.listing{min-width:0}
tbody th[scope=row]{position:sticky;left:0;box-shadow:1px 0 0 #b8bec6}}
@media screen and (min-width:75.01rem){.scroll{overflow:visible}thead th{position:sticky;top:0;z-index:1}}
@media screen and (max-width:40rem){body{padding:.6rem;font-size:14px}h1{font-size:1.15rem}
table,tbody{display:block}tfoot{display:none}table,table.listing{font-size:1rem}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{display:grid;grid-template-columns:1fr 1fr;gap:.15rem .6rem;margin:.5rem 0;padding:.45rem .6rem;
border:1px solid #b8bec6;border-radius:.3rem}
tbody tr:has(th[scope=rowgroup]){display:block;padding:0;border:0}th[scope=rowgroup]{display:block;padding:.3rem .6rem}
.scroll tbody td,tbody th[scope=row]{display:block;border:0;padding:0;text-align:left;white-space:pre-line}
tbody th[scope=row],tbody td.broad,tbody td[data-label]{grid-column:1/-1}
tbody th[scope=row]{order:-1;font-weight:700;font-size:1.05rem}
.scroll tbody td:empty,table:not(.listing) td:first-child:not([colspan]){display:none}
tbody td::before{margin-right:.4em;font-size:.85em;font-weight:400}td[data-label]::before{content:attr(data-label)}
nav a,.listing a{padding:.3rem 0}}
"""
# The foot row is printed once, the head row on every page.
PRINT = """
@page{size:A4 landscape;margin:10mm 10mm 14mm;
@bottom-center{content:"第" counter(page) "页 共" counter(pages) "页";font-size:9pt}}
@media print{body{padding:0;max-width:none;font-size:8.5pt;line-height:1.35;
print-color-adjust:exact;-webkit-print-color-adjust:exact}
nav{display:none}.scroll{overflow:visible}h1{font-size:14pt}table{font-size:8pt;table-layout:fixed}
th,td{padding:2pt 3pt}thead th,tbody th[scope=row],.center{white-space:pre-line}
thead{display:table-header-group}tfoot{display:table-row-group}tr,p{break-inside:avoid}
section+section{break-before:page}section+section h2{margin-top:0}}
"""


def style_sheet() -> str:
    """One class for each tone, named as the tone."""
    tones = "".join(
        f".{tone}{{color:#{look.ink};background:#{look.paper}{';font-weight:700' if look.bold else ''}}}\n"
        for tone, look in LOOKS.items()
    )
    return BASE + tones + SCREEN + PRINT
