/** The C interface of libheif, as far as we use it. Numbers are places in its memory; an error is written at the first one. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  export interface Libheif {
    /** To be read anew after each call, which may have moved it. */
    readonly HEAPU8: Uint8Array
    _malloc(bytes: number): number
    _heif_context_alloc(): number
    _heif_context_get_security_limits(context: number): number
    _heif_context_read_from_memory_without_copy(
      error: number,
      context: number,
      bytes: number,
      length: number,
      options: 0,
    ): void
    _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void
    _heif_image_handle_get_width(handle: number): number
    _heif_image_handle_get_height(handle: number): number
    _heif_image_handle_has_alpha_channel(handle: number): number
    _heif_image_handle_get_raw_color_profile_size(handle: number): number
    _heif_image_handle_get_raw_color_profile(error: number, handle: number, profile: number): void
    _heif_image_handle_get_nclx_color_profile(error: number, handle: number, profile: number): void
    _heif_image_handle_get_image_tiling(error: number, handle: number, transformed: 1, tiling: number): void
    _heif_image_handle_decode_image_tile(
      error: number,
      handle: number,
      image: number,
      colorspace: number,
      chroma: number,
      options: 0,
      column: number,
      row: number,
    ): void
    _heif_decode_image(
      error: number,
      handle: number,
      image: number,
      colorspace: number,
      chroma: number,
      options: 0,
    ): void
    _heif_image_release(image: number): void
    _heif_image_get_primary_width(image: number): number
    _heif_image_get_primary_height(image: number): number
    _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number
  }
  export default function start(options: { print(line: string): void; printErr(line: string): void }): Libheif
}
