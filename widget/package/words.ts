// What the package brings in where a page is in another language than English: see ../loader/element.ts.

export * from "../words/languages.gen";
