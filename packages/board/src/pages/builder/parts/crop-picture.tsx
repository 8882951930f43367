import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type CropBox, cropInside, cropOfShape } from '../../../scene/editor/crop.ts';
import type { Stage } from '../../../scene/stage.ts';
import { cutImage, type MadeImage, type ReadImage } from '../image-work.ts';
import { ChoiceField } from './form-fields.tsx';
import { NumberField } from './text-fields.tsx';

type CropPictureProps = {
  image: ReadImage & { file: Blob };
  stage: Stage;
  onCut: (made: MadeImage) => void;
  onRefused: (why: string) => void;
};

/** Which part of a picture is taken: drawn over it, moved, or typed. */
export function CropPicture({ image, stage, onCut, onRefused }: CropPictureProps) {
  const { bitmap, file } = image;
  const whole = { width: bitmap.width, height: bitmap.height };
  const [crop, setCrop] = useState<CropBox>(() => cropOfShape(whole, null));
  const [shape, setShape] = useState('all of it');
  const [isCutting, setCutting] = useState(false);
  const url = useObjectUrl(file);
  const picture = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; crop: CropBox; isCorner: boolean } | null>(null);
  const shapes: Record<string, Stage | null> = { 'all of it': null, 'the stage': stage, square: { width: 1, height: 1 } };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    drag.current = { x: event.clientX, y: event.clientY, crop, isCorner: (event.target as HTMLElement).dataset.corner === 'true' };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const begun = drag.current;
    if (!begun || !picture.current) return;
    const scale = bitmap.width / picture.current.clientWidth;
    const [byX, byY] = [(event.clientX - begun.x) * scale, (event.clientY - begun.y) * scale];
    const { x, y, width, height } = begun.crop;
    setCrop(
      cropInside(
        begun.isCorner
          ? { x, y, width: Math.min(width + byX, bitmap.width - x), height: Math.min(height + byY, bitmap.height - y) }
          : { x: x + byX, y: y + byY, width, height },
        whole,
      ),
    );
  };
  const cut = async () => {
    setCutting(true);
    const made = await cutImage(file, image, crop);
    setCutting(false);
    if ('refused' in made) onRefused(made.refused);
    else onCut(made);
  };
  const share = (part: number, of: number) => `${(part / of) * 100}%`;
  const field = (max: number) => ({ min: 0, max, isWhole: true });
  const tooSmall = crop.width < stage.width || crop.height < stage.height;

  return (
    <div className="crop">
      <div
        className="crop-picture"
        ref={picture}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
      >
        {url && <img src={url} alt="" draggable={false} />}
        <div
          className="crop-box"
          style={{
            left: share(crop.x, bitmap.width),
            top: share(crop.y, bitmap.height),
            width: share(crop.width, bitmap.width),
            height: share(crop.height, bitmap.height),
          }}
        >
          <div className="handle" data-corner="true" style={{ left: '100%', top: '100%' }} />
        </div>
      </div>
      <div className="crop-fields">
        <ChoiceField
          label="Cut to the shape of"
          of={Object.keys(shapes)}
          value={shape}
          onChange={(shape) => {
            setShape(shape);
            setCrop(cropOfShape(whole, shapes[shape] ?? null));
          }}
        />
        <div className="form-grid">
          <NumberField
            label="X"
            field={field(bitmap.width - 1)}
            value={crop.x}
            onChange={(x) => setCrop(cropInside({ ...crop, x }, whole))}
          />
          <NumberField
            label="Y"
            field={field(bitmap.height - 1)}
            value={crop.y}
            onChange={(y) => setCrop(cropInside({ ...crop, y }, whole))}
          />
          <NumberField
            label="Width"
            field={field(bitmap.width)}
            value={crop.width}
            onChange={(width) => setCrop(cropInside({ ...crop, width }, whole))}
          />
          <NumberField
            label="Height"
            field={field(bitmap.height)}
            value={crop.height}
            onChange={(height) => setCrop(cropInside({ ...crop, height }, whole))}
          />
        </div>
        <p className="soft small">
          {crop.width} × {crop.height} of {bitmap.width} × {bitmap.height} px.
          {tooSmall && ` The stage has ${stage.width} × ${stage.height}: as a background it would look soft.`}
        </p>
        <button type="button" className="main-button" disabled={isCutting} onClick={() => void cut()}>
          Take it
        </button>
      </div>
    </div>
  );
}

function useObjectUrl(file: Blob): string | null {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
}
