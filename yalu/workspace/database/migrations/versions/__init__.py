"""The steps. A step that was released is never changed; what is to be otherwise is another step."""
