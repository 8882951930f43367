import { useLayoutEffect, useState } from 'react';

export type Columns = 1 | 2 | 3;

/** How many columns stand side by side, by how much type fits: larger type is a smaller screen. A container query in rem is not asked again when the rem changes. */
export function useColumns(size: number): Columns {
  const [columns, setColumns] = useState<Columns>(3);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size is another rem
  useLayoutEffect(() => {
    const look = () => {
      const widthRem = innerWidth / Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setColumns(widthRem < 56 ? 1 : widthRem < 92 ? 2 : 3);
    };
    look();
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, [size]);
  return columns;
}
