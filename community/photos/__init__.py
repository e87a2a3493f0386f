"""What a photo may be, what it says of itself, and how it becomes fit to be shown.

`inspect(file)` reads headers in the request; `darkroom.render(...)` decodes in a child process. The child
imports `render` alone, so nothing below `community.photos` but `facts` and `refusals` may import Django.
"""
