"""公示: drafts, editions, what they say differently, and objections to them."""

from ui.pages.postings.page import PostingsPage

PAGE = PostingsPage
