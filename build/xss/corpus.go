// Package xss holds content to its promise: whatever is given to it, no script runs, no event
// attribute, no dangerous URL and no request that nobody asked for comes out. It has a corpus of
// attacks by class, a generator of more, and runs what becomes of them in real browsers that are
// rigged to notice.
package xss

import (
	"embed"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
)

//go:embed corpus/*.txt
var corpus embed.FS

// Vector is one attack: a text that somebody could send as HTML or as BBCode.
type Vector struct {
	Class  string // the name of its file: what it attacks
	Source string
}

// Vectors returns the corpus: each line of corpus/CLASS.txt is a vector, in which ⟦c3a4⟧ stands for
// bytes that a line of text cannot show, in hexadecimal. What an attack runs is alert(1), what it
// loads is on evil.test; ok.test and img.test stand for what is harmless.
func Vectors() ([]Vector, error) {
	files, err := corpus.ReadDir("corpus")
	if err != nil {
		return nil, err
	}
	var all []Vector
	for _, file := range files {
		text, err := corpus.ReadFile(path.Join("corpus", file.Name()))
		if err != nil {
			return nil, err
		}
		class := strings.TrimSuffix(file.Name(), ".txt")
		for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			source, err := unquote(line)
			if err != nil {
				return nil, fmt.Errorf("corpus/%s:%d: %w", file.Name(), n+1, err)
			}
			all = append(all, Vector{class, source})
		}
	}
	return all, nil
}

// unquote replaces ⟦…⟧ by the bytes it stands for.
func unquote(line string) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, "⟦")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		digits, after, closed := strings.Cut(rest, "⟧")
		raw, err := hex.DecodeString(digits)
		if !closed || err != nil {
			return "", fmt.Errorf("not bytes in hexadecimal between ⟦ and ⟧: %q", digits)
		}
		b.Write(raw)
		line = after
	}
}
