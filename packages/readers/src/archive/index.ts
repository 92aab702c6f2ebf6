export { unpackArchive, type UnpackedArchive } from './unpack.js';
