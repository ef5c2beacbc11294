import { StringDecoder } from 'node:string_decoder'

/**
 * Stands in for iconv-lite in the bundles. mysql2 would load the tables of all the world's encodings to read the name of
 * the server's version, as CESU-8; everything else comes as UTF-8 (`charset` in the kit's pool), which Node reads itself.
 */
export function getDecoder(encoding: string): StringDecoder {
  if (encoding !== 'cesu8') throw new Error(`No text comes as ${encoding} here.`)
  return new StringDecoder('utf8')
}
