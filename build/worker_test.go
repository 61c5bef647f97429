package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	// ofHTTP are words that every host knows, whatever it serves.
	ofHTTP = []string{"get", "head", "post", "content-type", "content-length", "cache-control"}
	// toHosts are the files whose texts an edge says to its host.
	toHosts = []string{"table.go", "effect.go", "site.go"}
)

// spoken are the texts by which an edge decides: paths, parameters, members,
// headers and values of the API.
func spoken(t *testing.T) (all []string) {
	paths, err := filepath.Glob(filepath.Join(repository, "shared/core/edge/*.go"))
	require.NoError(t, err)
	for _, path := range paths {
		name := filepath.Base(path)
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_gen.go") || slices.Contains(toHosts, name) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				text, err := strconv.Unquote(literal.Value)
				require.NoError(t, err)
				if text = strings.ToLower(text); len(text) > 2 && !slices.Contains(ofHTTP, text) {
					all = append(all, text)
				}
			}
			return true
		})
	}
	return append(all, "deskside-visitor", "idempotency-key")
}

var (
	commented = regexp.MustCompile(`(?m)^\s*(?://|/?\*).*$|\s// .*$`)
	quoted    = regexp.MustCompile("\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`")
)

// saidIn lists the texts of a script that an edge decides by, alone or as a path
// within a longer one.
func saidIn(script string, spoken []string) (said []string) {
	for _, m := range quoted.FindAllStringSubmatch(commented.ReplaceAllString(script, ""), -1) {
		text := strings.ToLower(m[1] + m[2] + m[3])
		if slices.ContainsFunc(spoken, func(s string) bool {
			return text == s || strings.ContainsRune(s, '/') && !strings.HasPrefix(text, ".") && strings.Contains(text, s)
		}) {
			said = append(said, text)
		}
	}
	return said
}

func TestTheWorkerKnowsNothingOfWhatItCarries(t *testing.T) {
	all := spoken(t)
	for script, said := range map[string][]string{
		`if (path === "/healthz")`:              {"/healthz"},
		"url = `${base}/api/7.0/objects.json`":  {"${base}/api/7.0/objects.json"},
		`query.get("apiKey")`:                   {"apikey"},
		`headers.get('Deskside-Visitor')`:       {"deskside-visitor"},
		`// "search.json" in a comment`:         nil,
		`headers.get("content-type")`:           nil,
		`import { Host } from "./comments.ts";`: nil,
	} {
		require.Equal(t, said, saidIn(script, all), script)
	}
	scripts, err := filepath.Glob(filepath.Join(repository, "wasm/worker/*.ts"))
	require.NoError(t, err)
	looked := 0
	for _, path := range scripts {
		if strings.Contains(path, ".test.") || strings.Contains(path, ".host.") {
			continue
		}
		source, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Empty(t, saidIn(string(source), all), path)
		looked++
	}
	require.Greater(t, looked, 5)
}
