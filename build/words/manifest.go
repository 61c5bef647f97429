package words

import (
	"bytes"
	"strings"
)

// manifest is the beginning of the ids of what the extension's manifest says,
// which the browser itself looks up.
const manifest = "manifest."

// Locales is the folder of those messages, below the repository's root and, by
// its last name, in the extension.
const Locales = "extension/_locales"

// InManifest is how a manifest refers to a message; "" where it is not for one.
func InManifest(id string) string {
	if name, ok := strings.CutPrefix(id, manifest); ok {
		return "__MSG_" + name + "__"
	}
	return ""
}

func localeFile(tag string) string {
	return Locales + "/" + strings.ReplaceAll(tag, "-", "_") + "/messages.json"
}

// writeLocale writes what a manifest says in one language, in the form of the
// browsers' i18n API.
func writeLocale(c *Catalogue) []byte {
	var b bytes.Buffer
	b.WriteString("{")
	for i := range c.Messages {
		m := &c.Messages[i]
		name, ok := strings.CutPrefix(m.ID, manifest)
		if !ok {
			continue
		}
		if b.Len() > 1 {
			b.WriteString(",")
		}
		b.WriteString("\n  " + quoted(name) + `: { "message": ` + quoted(strings.ReplaceAll(m.text(), "$", "$$")) + " }")
	}
	b.WriteString("\n}\n")
	return b.Bytes()
}
