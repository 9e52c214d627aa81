"""All benchmarks: `python -m benchmarks`. They print ratios against a baseline of the same run."""

from benchmarks import families, history, judging, month, publishing, pulling, scrolling, starting, workbooks

if __name__ == "__main__":
    pulling.main()
    judging.main()
    families.main()
    workbooks.main()
    starting.main()
    scrolling.main()
    publishing.main()
    month.main()
    history.main(history.wanted())
