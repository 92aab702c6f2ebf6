/** Longest side of a photo that is sent, in pixels. */
const longestSide = 1_600;
/** Largest photo that is sent, in bytes: a slow line carries it, and the server takes it. */
const mostBytes = 1_200_000;
const qualities = [0.82, 0.7, 0.55, 0.4];

function blobOf(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality);
  });
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/u, '') : '');
    });
    reader.addEventListener('error', () => {
      reject(reader.error ?? new Error('the photo could not be read'));
    });
    reader.readAsDataURL(blob);
  });
}

/** The picture drawn anew and smaller, in base64: place, time and device that the camera wrote do not come along. Null for what is no picture. */
export async function photoOf(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (bitmap === null) return null;
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of qualities) {
    const blob = await blobOf(canvas, quality);
    if (blob !== null && blob.size <= mostBytes) return base64Of(blob);
  }
  return null;
}
