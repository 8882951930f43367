import { useId } from 'react';
import { type Stage, stagePresets } from '../../../scene/stage.ts';
import { NumberField } from './text-fields.tsx';

const side = { min: 100, max: 7_680, isWhole: true };

/** One of the usual sizes, or any other. */
export function StageFields({ stage, onChange }: { stage: Stage; onChange: (stage: Stage) => void }) {
  const id = useId();
  const preset = stagePresets.findIndex((one) => one.stage.width === stage.width && one.stage.height === stage.height);
  return (
    <>
      <div className="form-field form-wide">
        <label htmlFor={id}>Size</label>
        <select id={id} value={preset} onChange={({ target }) => onChange(stagePresets[Number(target.value)]!.stage)}>
          {preset === -1 && <option value={-1}>Another size</option>}
          {stagePresets.map(({ name }, at) => (
            <option key={name} value={at}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="form-grid">
        <NumberField label="Width (px)" field={side} value={stage.width} onChange={(width) => onChange({ ...stage, width })} />
        <NumberField label="Height (px)" field={side} value={stage.height} onChange={(height) => onChange({ ...stage, height })} />
      </div>
    </>
  );
}
