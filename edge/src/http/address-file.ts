/** Where the edge of a data folder can be reached, for the commands that ask it something. */
export const addressFile = 'address';
