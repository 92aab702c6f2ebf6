/** The name that the answer gives, else the last part of the address. */
export function nameOfAnswer(url: string, disposition: string | null): string {
  const starred = /filename\*=(?:UTF-8'')([^;]+)/iu.exec(disposition ?? '')?.[1];
  const plain = /filename="?([^";]+)"?/iu.exec(disposition ?? '')?.[1];
  const path = new URL(url).pathname.split('/').at(-1) ?? '';
  const name =
    decoded(starred ?? plain ?? path)
      .split(/[/\\]/u)
      .at(-1) ?? '';
  return name.replaceAll(/\p{Cc}/gu, '').slice(0, 200) || 'pulled';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A name with a stray percent sign is a name all the same.
    return text;
  }
}
