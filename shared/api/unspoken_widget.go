//go:build widget

package api

import "strings"

// unspoken takes secrets out of a server's words as they stand. The widget's
// core never has a key, which the edge keeps, so that it need not know how keys
// may be spelled: that would be more than a kilobyte for every visitor.
func unspoken(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "[key]")
		}
	}
	return text
}
