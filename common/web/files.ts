// Files in and out of the page.

// Offers bytes as a file. Never shown by the browser as a page of ours: it is saved, whatever is in it.
export function offerFile(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken hold of the bytes by the time another task runs.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

export async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
