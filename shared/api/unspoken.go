//go:build !keyless

package api

// detailMask stands for a secret in the words of a server.
const detailMask = "[key]"

// unspoken takes secrets out of a server's words, before they are cut short.
func unspoken(text string, secrets []string) string {
	r := newRedactor(detailMask, secrets)
	// Once more after cleaning, which may join what characters that are dropped
	// held apart.
	return r.hide(line(r.hide(text), len(text)))
}
