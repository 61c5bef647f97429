package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"deskside/shared/content/convert"
	"deskside/shared/core"
	"deskside/shared/core/compose"
	"deskside/shared/words/print"
)

// Engine runs a core.
type Engine interface {
	// Call runs operation op of compose.Table on an encoded core.Input and
	// returns an encoded core.Outcome. An error concerns this call alone.
	Call(op int, input []byte) ([]byte, error)
	Close() error
}

// Native is the core that is linked into this program.
type Native struct{}

var table = compose.Table()

func (Native) Call(op int, input []byte) (output []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the core stopped: %v", p)
		}
	}()
	return table.Call(op, input), nil
}

func (Native) Close() error { return nil }

// Operations are the names of all conversions.
func Operations() []string { return convert.Names() }

// Known refuses what is the name of no conversion.
func Known(op string) error {
	if !slices.Contains(Operations(), op) {
		return fmt.Errorf("there is no operation %q: it is one of %s", op, strings.Join(Operations(), ", "))
	}
	return nil
}

// run runs one conversion.
func run(engine Engine, p print.Printer, args compose.ConvertArgs) (*compose.ConvertResult, error) {
	if err := Known(args.Op); err != nil {
		return nil, err
	}
	raw, err := args.MarshalMsg(nil)
	if err != nil {
		return nil, err
	}
	input, err := (&core.Input{Args: raw}).MarshalMsg(nil)
	if err != nil {
		return nil, err
	}
	output, err := engine.Call(table.Index("content.convert"), input)
	if err != nil {
		return nil, err
	}
	var outcome core.Outcome
	if _, err := outcome.UnmarshalMsg(output); err != nil {
		return nil, fmt.Errorf("the core's answer cannot be read: %w", err)
	}
	if outcome.Failure != nil {
		return nil, errors.New(p.Say(outcome.Failure.Say) + " " + outcome.Failure.Detail)
	}
	result := new(compose.ConvertResult)
	_, err = result.UnmarshalMsg(outcome.Result)
	return result, err
}
