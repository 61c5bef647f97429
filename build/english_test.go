package main

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/house"
)

// unspoken are the files in which English stands that nobody reads in a face,
// each with the reason.
var unspoken = map[string]string{
	"wasm/worker/go/assets.go":                      "an answer to a program that asks for a file",
	"wasm/core.ts":                                  "the detail of a failure, for a log",
	"extension/demo/acts.ts":                        "refuses what no face asks for",
	"extension/demo/demo.ts":                        "refuses what no face asks for",
	"extension/demo/seed.en.ts":                     "what invented people write, in a language of its own",
	"extension/panel/lock/told.tsx":                 "what is told to whoever helps, who may not read the language of whoever asks",
	"shared/agent/macros/language.go":               "words that are counted in what customers write and never said",
	"shared/api/jsontext/parse.go":                  "an error, for a log",
	"shared/api/trace.go":                           "lists of names, and the trace that somebody asked for who works on it",
	"shared/content/doubt.go":                       "a list of top-level domains",
	"shared/content/kinds/write/golang.go":          "comments of what it writes",
	"shared/content/mailwords.go":                   "what mail programs write, which is looked for and never said",
	"shared/content/style.go":                       "names of fonts",
	"shared/content/contenttest/page.go":            "a room of tests",
	"shared/core/compose/content_ops.go":            "refuses what no face asks for",
	"shared/core/compose/edit_ops.go":               "refuses what no face asks for",
	"shared/core/formatting/format.go":              "refuses what no face asks for",
	"shared/core/edge/caller.go":                    "the names of what is counted",
	"shared/core/edge/guard/stamp.go":               "what is hashed and never shown",
	"shared/core/edge/turnstile/turnstile.go":       "lines of the log",
	"shared/core/edge/person.go":                    "lines of the log, and what secrets are sealed about",
	"shared/core/edge/store.go":                     "a line of the log",
	"shared/filter/field.go":                        "words of the filter's language",
	"shared/filter/word.go":                         "words of the filter's language",
	"shared/feedback/similar/similartest/pairs.go":  "titles that nobody wrote, and what else people write who mean them",
	"shared/feedback/similar/similartest/titles.go": "titles that nobody wrote, to be found by tests",
	"shared/filter/fold/markup.go":                  "names of characters in HTML",
	"shared/filter/view/defaults.go":                "names that faces replace by messages of the views' ids",
	"shared/filter/filtertest/filtertest.go":        "a room of tests",
	"shared/helpdesk/desktest/changing.go":          "a room of tests",
	"shared/helpdesk/desktest/comments.go":          "a room of tests",
	"shared/helpdesk/desktest/creating.go":          "a room of tests",
	"shared/helpdesk/desktest/writing.go":           "a room of tests",
	"shared/usedesk/statuses.go":                    "Usedesk's own name of its status",
}

func TestWhatPeopleReadIsInTheCatalogues(t *testing.T) {
	tree := os.DirFS(repository)
	said, err := house.EnglishTypeScript(tree, "extension", "widget", "shared", "wasm")
	require.NoError(t, err)
	inGo, err := house.EnglishGo(tree, "shared", "wasm")
	require.NoError(t, err)
	inPages, err := house.EnglishHTML(tree, "extension", "widget")
	require.NoError(t, err)
	used := map[string]bool{}
	for _, s := range slices.Concat(said, inGo, inPages) {
		used[s.File] = true
		require.Contains(t, unspoken, s.File, "%q is in no catalogue: give it an id in shared/words", s.Text)
	}
	for file, why := range unspoken {
		require.True(t, used[file], "%s has none any more and needs no exception: %s", file, why)
	}
}
