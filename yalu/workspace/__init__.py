"""What is kept on disk. The only room that writes to it, besides the reports that a user asks for."""

from yalu.workspace.list_cache import CACHE_VARIABLE, cache_folder, load_list
from yalu.workspace.screener_cache import load_screener

__all__ = ["CACHE_VARIABLE", "cache_folder", "load_list", "load_screener"]
