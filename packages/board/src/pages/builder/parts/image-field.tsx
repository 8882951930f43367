import { labelOf } from '../../../scene/editor/labels.ts';
import type { ImageSource } from '../../../scene/paint.ts';
import { builtInImageUrls } from '../../scene/built-in-images.ts';
import { useRoomOfBuilder } from '../builder-room.ts';

type ImageFieldProps = { label: string; value: ImageSource; onChange: (value: ImageSource) => void };

export function ImageField({ label, value, onChange }: ImageFieldProps) {
  const { brand, imageUrl, chooseImage } = useRoomOfBuilder();
  const sha256 = value.from === 'upload' ? value.sha256 : value.from === 'brand-logo' ? brand.logo : null;
  const url = value.from === 'built-in' ? builtInImageUrls[value.name] : sha256 && imageUrl(sha256);
  const words =
    value.from === 'built-in' ? labelOf(value.name.replaceAll('-', ' ')) : value.from === 'upload' ? 'Picture' : 'Logo of the brand';
  return (
    <div className="form-field form-image">
      <span className="form-label">{label}</span>
      {url ? <img src={url} alt="" /> : <span className="no-image" aria-hidden="true" />}
      <button type="button" onClick={() => chooseImage(onChange)} aria-label={`${label}: ${words}. Choose another`}>
        {words} …
      </button>
    </div>
  );
}
