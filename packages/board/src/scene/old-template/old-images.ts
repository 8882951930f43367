import { sha256Hex } from '@chute/timing';
import { type BundleImage, fromBase64, imageBytesMax, isImage } from '../bundle.ts';

/** The images that an old template carries in itself, each once. Those that it only points to stood on the old server. */
export class OldImages {
  readonly #images = new Map<string, Uint8Array>();

  /** `told`: why it cannot be carried. */
  keep(address: string): { sha256: string } | { told: string } {
    const [, base64] = /^data:image\/[a-z+.-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(address) ?? [];
    if (base64 === undefined) return { told: `the image ${address.slice(0, 80)} is not in the template: upload it again` };
    const bytes = bytesOf(base64);
    if (!bytes || !isImage(bytes)) return { told: 'an image that is neither PNG, JPEG nor WebP' };
    if (bytes.length > imageBytesMax) return { told: `an image of more than ${imageBytesMax} bytes` };
    const sha256 = sha256Hex(bytes);
    this.#images.set(sha256, bytes);
    return { sha256 };
  }

  all(): BundleImage[] {
    return [...this.#images].map(([sha256, bytes]) => ({ sha256, bytes }));
  }
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return fromBase64(base64.replaceAll(/\s+/g, ''));
  } catch {
    return null;
  }
}
