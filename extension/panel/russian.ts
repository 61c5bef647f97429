// A file of its own beside the panel, for whoever reads Russian.

export { words } from "./words/ru.gen";
