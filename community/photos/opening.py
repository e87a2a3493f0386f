"""Opening a picture with the one reader its first bytes call for, in the request and in the child alike."""

from PIL import Image

MOST_MEGAPIXELS = 210
Image.MAX_IMAGE_PIXELS = MOST_MEGAPIXELS * 1_000_000  # for the whole process: Pillow's own 89 refuses phones


def opened(source, format):
    """A lazily opened picture: headers only. `format` is one of JPEG, PNG, WEBP, HEIF, AVIF."""
    if format == "WEBP":
        from PIL import WebPImagePlugin  # noqa: F401, else Pillow loads its fifty readers to find this one
    elif format == "AVIF":
        from PIL import AvifImagePlugin  # noqa: F401
    elif format == "HEIF":
        import pillow_heif

        # One thread: each would reserve its own arena, and the child lives under a memory limit.
        pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    return Image.open(source, formats=[format])
