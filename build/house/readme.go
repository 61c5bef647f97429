package house

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Words are what a document may name beside files.
type Words struct {
	// Commands are those of go run ./build, Targets those of make.
	Commands, Targets []string
}

var (
	command  = regexp.MustCompile(`go run \./build ([a-z0-9]+)`)
	target   = regexp.MustCompile("(?m)(?:`|^|: )(?:[A-Z]+=\\S+ )?make ([a-z][a-z0-9-]*)")
	linked   = regexp.MustCompile(`\]\(([^)#]+)[^)]*\)`)
	fence    = regexp.MustCompile("(?ms)^```.*?^```$")
	span     = regexp.MustCompile("`([^`\n]+)`")
	goTest   = regexp.MustCompile(`\./[\w./-]+`)
	pathlike = regexp.MustCompile(`^[\w.-]+(?:/[\w.-]+)+/?$|^[\w.-]+/$`)
)

// Misnamed lists the commands and paths that a document names and that do not
// exist. What a build makes, below dist, is not looked for, nor what has a host.
func Misnamed(tree fs.FS, file string, words Words) ([]string, error) {
	source, err := fs.ReadFile(tree, file)
	if err != nil {
		return nil, err
	}
	text := string(source)
	var broken []string
	say := func(what, name string) {
		if line := file + ": " + what + " " + name + " does not exist"; !slices.Contains(broken, line) {
			broken = append(broken, line)
		}
	}
	for _, m := range command.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(words.Commands, m[1]) {
			say("the command", m[1])
		}
	}
	for _, m := range target.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(words.Targets, m[1]) {
			say("the target", m[1])
		}
	}
	exists := func(name string) bool {
		_, err := fs.Stat(tree, strings.TrimSuffix(path.Clean(name), "/"))
		return err == nil
	}
	look := func(name string) {
		if first, _, _ := strings.Cut(name, "/"); first != "dist" && first != "." && !strings.Contains(first, ":") && !exists(name) {
			say("the path", name)
		}
	}
	for _, m := range linked.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(m[1], ":") {
			look(path.Join(path.Dir(file), m[1]))
		}
	}
	for _, block := range fence.FindAllString(text, -1) {
		for _, name := range drawn(block) {
			look(name)
		}
	}
	for _, m := range span.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		if pathlike.MatchString(m[1]) && rooted(tree, m[1]) {
			look(m[1])
		}
		for _, name := range goTest.FindAllString(m[1], -1) {
			look(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name, "./"), "..."), "/"))
		}
	}
	return broken, nil
}

// rooted reports whether a path begins with something at the top of the tree:
// others are of a site, an API or a browser.
func rooted(tree fs.FS, name string) bool {
	first, _, _ := strings.Cut(name, "/")
	_, err := fs.Stat(tree, first)
	return err == nil
}

var branch = regexp.MustCompile(`^( *)((?:[\w.-]+/ ?)+|[\w.-]+\.ts\b)`)

// drawn reads the paths of a tree that is drawn with two blanks for each level,
// its folders with a slash at the end; nothing else is a tree.
func drawn(block string) (all []string) {
	var above []string
	for line := range strings.Lines(block) {
		m := branch.FindStringSubmatch(line)
		if m == nil {
			above = nil
			continue
		}
		level := len(m[1]) / 2
		if level > len(above) {
			return all
		}
		above = above[:level]
		rooms := strings.Fields(m[2])
		for _, room := range rooms {
			all = append(all, path.Join(append(slices.Clone(above), room)...))
		}
		above = append(above, rooms[0])
	}
	return all
}
