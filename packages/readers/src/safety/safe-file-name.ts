const maxBytes = 200;

/**
 * The bare name of an uploaded file: no folders, no control or direction-changing characters, nothing that a file
 * system or a shell reads as more than a name. Never empty.
 */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const bare = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  if (bare === '') return 'file';
  const dot = bare.lastIndexOf('.');
  const extension = dot > 0 && bare.length - dot <= 10 ? bare.slice(dot) : '';
  return (
    fitBytes(bare.slice(0, bare.length - extension.length), maxBytes - Buffer.byteLength(extension)) +
    extension
  );
}

/** Cuts between characters, never within one. */
function fitBytes(text: string, bytes: number): string {
  let fitted = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    fitted += character;
  }
  return fitted;
}
