package bundle

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// All faces share one set of tokens (shared/ui/tokens.css), and none draws with all of them.

// dropUnread takes out of the minified style sheets in folder each token that no file in it reads.
func dropUnread(folder string) error {
	sheets := map[string]string{}
	var rest strings.Builder
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		switch filepath.Ext(path) {
		case ".css", ".js", ".html":
		default:
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if filepath.Ext(path) == ".css" {
			sheets[path] = string(text)
		} else {
			rest.Write(text)
		}
	}
	for again := true; again; {
		again = false
		// Tokens are read by tokens, and a sheet reads those of another on its page.
		read := rest.String()
		for _, sheet := range sheets {
			read += reading(sheet)
		}
		for path, sheet := range sheets {
			kept := withoutUnread(sheet, read)
			again = again || kept != sheet
			sheets[path] = kept
		}
	}
	for path, sheet := range sheets {
		if err := os.WriteFile(path, []byte(sheet), 0o644); err != nil {
			return err
		}
	}
	return nil
}

var (
	declared = regexp.MustCompile(`[{;](--ds-[\w-]+):`)
	reads    = regexp.MustCompile(`var\((--ds-[\w-]+)`)
)

// reading is the names that a sheet reads.
func reading(sheet string) string {
	var names strings.Builder
	for _, m := range reads.FindAllStringSubmatch(sheet, -1) {
		names.WriteString(m[1] + " ")
	}
	return names.String()
}

// withoutUnread is a sheet without the tokens whose names are not in read.
func withoutUnread(sheet, read string) string {
	var kept strings.Builder
	for {
		m := declared.FindStringSubmatchIndex(sheet)
		if m == nil {
			return kept.String() + sheet
		}
		name, value := sheet[m[2]:m[3]], sheet[m[1]:]
		end := m[1] + valueEnd(value)
		if isRead(name, read) {
			kept.WriteString(sheet[:end])
			sheet = sheet[end:]
			continue
		}
		// What separates it from the declarations around goes with it, once.
		before, after := m[2]-1, sheet[end:]
		kept.WriteString(sheet[:before])
		if next, more := strings.CutPrefix(after, ";"); more {
			sheet = sheet[before:m[2]] + next
		} else {
			sheet = strings.TrimPrefix(sheet[before:m[2]], ";") + after
		}
	}
}

// valueEnd is where the value of a declaration ends: at a semicolon or a brace outside brackets and strings.
func valueEnd(value string) int {
	depth, quote := 0, byte(0)
	for i := range len(value) {
		switch c := value[i]; {
		case quote != 0:
			if c == quote && value[i-1] != '\\' {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth == 0 && (c == ';' || c == '}'):
			return i
		}
	}
	return len(value)
}

// isRead tells whether a whole name is in a text.
func isRead(name, text string) bool {
	for {
		_, after, found := strings.Cut(text, name)
		if !found {
			return false
		}
		if after == "" || !strings.ContainsRune("-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", rune(after[0])) {
			return true
		}
		text = after
	}
}
