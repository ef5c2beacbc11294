/** Whether fingers are what points here. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches
