import { useRef, useState } from 'react';
import { encode } from 'uqr';

const quietZone = 4;

/** An address to copy, or to be read by a telephone. It is said once: nobody keeps the code in it. */
export function AddressWithCode({ address }: { address: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    // A page of a box on the local network is not a secure one, and has no clipboard: the old way still works there.
    const isDone = navigator.clipboard
      ? await navigator.clipboard.writeText(address).then(
          () => true,
          () => false,
        )
      : document.execCommand('copy');
    setCopied(isDone);
  };
  const { size, data } = encode(address, { ecc: 'M', border: quietZone });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <div className="address">
      <input
        ref={field}
        type="text"
        readOnly
        value={address}
        aria-label="Address of the display"
        onFocus={({ target }) => target.select()}
      />
      <button type="button" onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy'}
      </button>
      <svg
        className="address-code"
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label="QR code of this address"
      >
        <rect width={size} height={size} fill="#ffffff" />
        <path d={path} fill="#000000" />
      </svg>
      <p className="soft small">Said once: copy it now, or make another later.</p>
    </div>
  );
}
