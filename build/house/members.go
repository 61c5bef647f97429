package house

import (
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"deskside/shared/core"
)

// nothing are values that say no more than leaving a member out.
var nothing = []string{"0", `""`, "false", "null", "undefined", "[]"}

// Unwritten lists the members of a table's arguments that nothing below the
// folders writes, or that only ever get a value that says nothing, as
// Type.member. What the core itself gives out in a result is the core's to write.
func Unwritten(tree fs.FS, table core.Table, folders ...string) ([]string, error) {
	text, err := sources(tree, folders...)
	if err != nil {
		return nil, err
	}
	text = apart.ReplaceAllString(text, "")
	given := map[reflect.Type]bool{}
	for _, op := range table {
		_, result := op.Types()
		structs(reflect.TypeOf(result), given)
	}
	asked := map[reflect.Type]bool{}
	for _, op := range table {
		args, _ := op.Types()
		structs(reflect.TypeOf(args), asked)
	}
	var broken []string
	for of := range asked {
		if given[of] {
			continue
		}
		for field := range of.Fields() {
			member, _, _ := strings.Cut(field.Tag.Get("msg"), ",")
			if !written(text, member) {
				broken = append(broken, of.Name()+"."+member)
			}
		}
	}
	slices.Sort(broken)
	return broken, nil
}

// structs adds a type and all that it is made of.
func structs(t reflect.Type, to map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		structs(t.Elem(), to)
	case reflect.Struct:
		if to[t] {
			return
		}
		to[t] = true
		for field := range t.Fields() {
			structs(field.Type, to)
		}
	}
}

// apart is what is taken apart: members there are read, not written.
var apart = regexp.MustCompile(`\{[^{}]*\}\s*(?:=[^=>]|:\s*[A-Z]|\)\s*=>)`)

// written reports whether an object gets the member with a value that says
// something: member: value, the shorthand, or an assignment. A line of a type
// ends with a semicolon and counts for nothing.
func written(text, member string) bool {
	name := regexp.QuoteMeta(member)
	if regexp.MustCompile(`[{,]\s*` + name + `\s*[,}]`).MatchString(text) {
		return true
	}
	says := func(value string) bool { return !slices.Contains(nothing, strings.TrimSpace(value)) }
	for _, m := range regexp.MustCompile(`[{,]\s*`+name+`:\s*([^,;{}\n]*)([,;{}\n])`).FindAllStringSubmatch(text, -1) {
		if m[2] == "{" || m[2] != ";" && says(m[1]) {
			return true
		}
	}
	for _, m := range regexp.MustCompile(`\.`+name+` = ([^;\n]*)`).FindAllStringSubmatch(text, -1) {
		if says(m[1]) {
			return true
		}
	}
	return false
}
