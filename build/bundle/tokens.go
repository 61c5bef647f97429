package bundle

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// All faces share one set of tokens (shared/ui/tokens.css), and none draws with all of them.

// dropUnread takes out of the minified style sheets in folder each token that no file in it reads.
func dropUnread(folder string) error {
	sheets := map[string]string{}
	named := map[string]bool{} // outside sheets, by whatever sets or reads it there
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
			for _, name := range token.FindAllString(string(text), -1) {
				named[name] = true
			}
		}
	}
	for again := true; again; {
		again = false
		// Tokens are read by tokens, and a sheet reads those of another on its page.
		read := maps.Clone(named)
		for _, sheet := range sheets {
			for _, m := range reads.FindAllStringSubmatch(sheet, -1) {
				read[m[1]] = true
			}
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
	token    = regexp.MustCompile(`--ds-[\w-]+`)
	declared = regexp.MustCompile(`[{;](--ds-[\w-]+):`)
	reads    = regexp.MustCompile(`var\((--ds-[\w-]+)`)
)

// withoutUnread is a sheet without the tokens that nothing reads.
func withoutUnread(sheet string, read map[string]bool) string {
	var kept strings.Builder
	for {
		m := declared.FindStringSubmatchIndex(sheet)
		if m == nil {
			return kept.String() + sheet
		}
		name, value := sheet[m[2]:m[3]], sheet[m[1]:]
		end := m[1] + valueEnd(value)
		if read[name] {
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
