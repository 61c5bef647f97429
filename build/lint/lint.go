// Package lint holds what is checked by reading alone: generated files, format,
// vet, staticcheck, TypeScript's types and the linter of TypeScript. Nothing of
// the product runs here.
package lint

import (
	"context"
	"io"

	"deskside/build/check"
)

// First is the stage that comes before all that read sources.
const First = "generated files are up to date"

// Stages returns the checks of the tree at root; they may run side by side.
// Generated files come first, since the others read them.
func Stages(root string) []check.Stage {
	stage := func(name string, f func(context.Context, string, io.Writer) error) check.Stage {
		return check.Stage{Name: name, Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.Tally{}, f(ctx, root, out)
		}}
	}
	first := stage(First, Generated)
	stages := []check.Stage{
		first,
		stage("Go is formatted", Format),
		stage("TypeScript types", Types),
		stage("TypeScript is linted", TypeScript),
		stage("Go is vetted", Vet),
		stage("Go is checked by staticcheck", Static),
	}
	for i := range stages[1:] {
		stages[1+i].After = []string{first.Name}
	}
	return stages
}
