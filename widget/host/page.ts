// What the page around the widget says of itself: whether it is dark, what stands over it, where its visitor is.

type Scheme = "light" | "dark";

/** Class names and values by which sites say which of the two they are. */
const said = /(?:^|\s)(?:theme-)?(dark|light)(?:-theme|-mode)?(?:\s|$)/;

/**
 * Whether a page is dark: as it says itself, or as the browser draws it. root is within the page and inherits its
 * scheme; its outline is white where that is dark.
 */
export function pageScheme(root: HTMLElement): Scheme {
  for (const { dataset, className } of [document.body, document.documentElement].filter(Boolean)) {
    const found = said.exec([dataset["theme"], dataset["bsTheme"], dataset["mode"], dataset["colorScheme"], className].join(" "));
    if (found) return found[1] as Scheme;
  }
  return getComputedStyle(root).outlineColor.includes("255") || getComputedStyle(document.body ?? root).colorScheme === "dark" ? "dark" : "light";
}

/**
 * Takes a picture of what the visitor chooses, without what away takes away. Rejects where they, the browser or the page's
 * policy do not let it.
 */
export async function picture(away: () => void): Promise<ImageBitmap> {
  const wish: DisplayMediaStreamOptions & { preferCurrentTab: boolean } = { preferCurrentTab: true };
  const srcObject = await navigator.mediaDevices.getDisplayMedia(wish);
  const video = Object.assign(document.createElement("video"), { srcObject, autoplay: true });
  // Browsers show nothing of a page before something in it changes.
  setTimeout(away, 200);
  await new Promise((gone) => setTimeout(gone, 800));
  return createImageBitmap(video).finally(() => srcObject.getTracks()[0]!.stop());
}

/** The element that has the focus, within shadow trees, too. */
export function active(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** Whether somebody types there, or may: nobody knows what is done in a frame. */
export function isTyping(at: Element | null): boolean {
  return at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select, iframe"));
}

/** Whether everything beside a dialog of the page is out of reach, be it by the browser or by a script. */
export function isBehindDialog(at: Element | null): boolean {
  if (document.querySelector(":modal") || at?.closest(":modal")) return true;
  const seen = { visibilityProperty: true };
  return [...document.querySelectorAll("[aria-modal=true]")].some((dialog) => dialog.checkVisibility(seen));
}
