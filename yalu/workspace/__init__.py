"""What is kept on disk. The only room that writes to it, besides the reports that a user asks for."""

from yalu.workspace.list_cache import CACHE_VARIABLE, cache_folder, load_list

__all__ = ["CACHE_VARIABLE", "cache_folder", "load_list"]
