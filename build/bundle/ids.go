package bundle

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"deskside/build/words"
)

// quotedID is what may be the id of a message, as minified scripts have it.
var quotedID = regexp.MustCompile("([\"'`])([a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)+)([\"'`])")

// shortenIDs gives messages that scripts alone say short ids, in all scripts of a folder alike: written out they are a
// third of a language. What the core says keeps its id, which the core knows.
func shortenIDs(root, folder string) error {
	text, err := os.ReadFile(filepath.Join(root, words.Folder, words.Source+".json"))
	if err != nil {
		return err
	}
	var messages map[string]string
	if err := json.Unmarshal(text, &messages); err != nil {
		return err
	}
	short := map[string]string{}
	i := 0
	for _, id := range slices.Sorted(maps.Keys(messages)) {
		if slices.ContainsFunc([]string{"lock.", "keyboard.", "macro.", "macros.", "onpage."}, func(start string) bool { return strings.HasPrefix(id, start) }) {
			// What the sidebar alone says is no reason for longer ids.
			continue
		}
		if words.Drawn(id) {
			short[id] = strconv.FormatInt(int64(i), 36)
		}
		i++
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.js"))
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		text = quotedID.ReplaceAllFunc(text, func(found []byte) []byte {
			m := quotedID.FindSubmatch(found)
			id, known := short[string(m[2])]
			if !known || m[1][0] != m[3][0] {
				return found
			}
			return append(append(slices.Clone(m[1]), id...), m[3]...)
		})
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
