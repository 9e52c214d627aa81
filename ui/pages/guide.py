"""The first-start guide at its address, so that links and the next start find it."""

from ui.guide import Guide

PAGE = Guide
