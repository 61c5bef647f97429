package size

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"deskside/build/toolchain"
)

// Report is the name of the file in dist that Run writes: every group with its files, sorted, the same bytes for the same files.
const Report = "size.json"

// Run measures the groups of budgets.json in the folder dist, prints a table of sizes, budgets and headroom, and writes
// Report. The error says each group that is over its budget and each file that was not built.
func Run(ctx context.Context, dist string, out io.Writer) error {
	budgets, err := readBudgets(budgetsFile)
	if err != nil {
		return err
	}
	return run(ctx, dist, budgets, out)
}

func run(ctx context.Context, dist string, budgets []budget, out io.Writer) error {
	var groups []group
	var missing []error
	scale := scale{}
	err := toolchain.Step(out, fmt.Sprintf("Measuring %d groups of files in gzip and brotli", len(budgets)), func() error {
		for _, b := range budgets {
			g, err := scale.measure(ctx, os.DirFS(dist), b)
			if absent := (missingError{}); errors.As(err, &absent) {
				missing = append(missing, err)
				continue
			}
			if err != nil {
				return fmt.Errorf("measure sizes: %w", err)
			}
			groups = append(groups, g)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := printTable(out, groups); err != nil {
		return err
	}
	if len(missing) > 0 {
		// No report: with groups left out it would read as if all were well.
		return fmt.Errorf("%w. Build first; if the file has another name now, correct build/size/budgets.json", joined(missing))
	}
	if err := writeReport(filepath.Join(dist, Report), groups); err != nil {
		return fmt.Errorf("write the sizes: %w", err)
	}
	var over []error
	for _, g := range groups {
		for _, sentence := range g.over() {
			over = append(over, errors.New(sentence))
		}
	}
	if len(over) > 0 {
		return fmt.Errorf("%w. Make it smaller, or raise its budget in build/size/budgets.json and say why in the commit", joined(over))
	}
	return nil
}

// joined is errs as one line of text.
func joined(errs []error) error {
	var lines []string
	for _, err := range errs {
		lines = append(lines, err.Error())
	}
	return errors.New(strings.Join(lines, "; "))
}

// printTable prints a row for each group, and a further one for each further limit that it has.
func printTable(out io.Writer, groups []group) error {
	// Numbers are aligned to the right, and so is the whole table; labels of one width stand on the left all the same.
	width := len("group")
	for _, g := range groups {
		width = max(width, utf8.RuneCountInString(g.Label))
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "%-*s\traw\tgzip\tbrotli\tbudget\theadroom\t\n", width, "group")
	for _, g := range groups {
		row := fmt.Sprintf("%-*s\t%s\t%s\t%s\t", width, g.Label, grouped(g.Raw), grouped(g.Gzip), grouped(g.Brotli))
		for _, l := range g.limits {
			left := l.bytes - g.in(l.form)
			fmt.Fprintf(table, "%s%s %s\t%s (%d %%)\t\n", row, grouped(l.bytes), l.form, grouped(left), left*100/l.bytes)
			row = "\t\t\t\t"
		}
		if len(g.limits) == 0 {
			fmt.Fprintf(table, "%snone\t\t\n", row)
		}
	}
	return table.Flush()
}

func writeReport(path string, groups []group) error {
	sorted := slices.SortedFunc(slices.Values(groups), func(a, b group) int { return strings.Compare(a.Label, b.Label) })
	report, err := json.MarshalIndent(sorted, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(report, '\n'), 0o644)
}
