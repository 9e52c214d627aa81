"""Reading a roster from Excel. Every row is checked before anything is taken; no row is half taken."""

import io
import posixpath
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree

from attendance.records import Person
from office import roster_values as values
from office.roster_values import BadValue, Cell

T = TypeVar("T")

ROSTER_HEADERS = ("工号", "姓名", "窗口单位", "窗口", "岗位", "组", "楼层", "职务", "机号", "起始日", "终止日")
