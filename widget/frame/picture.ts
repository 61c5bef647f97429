// What marks and blurs parts of a picture: see later.ts.
export { openPicture } from "./picture/picture";
