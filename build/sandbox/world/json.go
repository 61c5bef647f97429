package world

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Encode writes an answer as JSON without escaping HTML, as PHP servers do.
func Encode(payload any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(payload); err != nil {
		// Answers are built of plain values, which always encode.
		panic(err)
	}
	return out.Bytes()
}

// JSONText is a value as the text that columns of JSON hold.
func JSONText(value any) string { return strings.TrimSpace(string(Encode(value))) }
