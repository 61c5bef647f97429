// Package words is what people read, as data: the id of a message with its
// values. Which words that becomes is in the catalogues beside this file, one a
// language, in ICU MessageFormat. Faces print them in TypeScript, native
// commands and the edge with package print.
//
// The package must not know any language: it holds no sentence.
package words

//go:generate go run deskside/build/words/write
//go:generate go run deskside/build/codec -o say_gen.go

import (
	"strconv"
	"strings"
)

// Say is a message to be printed in somebody's language. It is made by the
// function of its message, such as FailureUnauthorized.
type Say struct {
	// ID names a message of the catalogues; "" says nothing.
	ID ID `msg:"id"`
	// Args are what the message's arguments stand for.
	Args []Arg `msg:"args"`
}

// ID is the name of a message in the catalogues, such as "failure.timeout".
type ID string

// Arg is a value of a message.
type Arg struct {
	Name string `msg:"name"`
	Is   Is     `msg:"is"`
	// Text is shown as it is, or chooses between texts.
	Text string `msg:"text"`
	// Number is written as the reader's language writes numbers, and chooses a
	// plural's form where it counts.
	Number int64 `msg:"number"`
	// Say is printed in its place.
	Say *Say `msg:"say"`
}

// Is says which member of an Arg counts.
type Is string

const (
	// IsText is a value that arrives as it is to be shown, or a select's choice.
	IsText Is = "text"
	// IsNumber is a number to be shown.
	IsNumber Is = "number"
	// IsCount is the number of a plural.
	IsCount Is = "count"
	// IsSay is a message within a message.
	IsSay Is = "say"
)

// Value is what an argument stands for.
type Value struct{ arg Arg }

// Text is a value that is shown as it is.
func Text(text string) Value { return Value{Arg{Is: IsText, Text: text}} }

// Number is a number to be shown.
func Number[N ~int | ~int32 | ~int64](n N) Value { return Value{Arg{Is: IsNumber, Number: int64(n)}} }

// Within is a message within a message.
func Within(s Say) Value { return Value{Arg{Is: IsSay, Say: &s}} }

func as(name string, v Value) Arg {
	v.arg.Name = name
	return v.arg
}

func asCount(name string, n int64) Arg { return Arg{Name: name, Is: IsCount, Number: n} }

func asChoice(name, key string) Arg { return Arg{Name: name, Is: IsText, Text: key} }

// Empty reports whether there is nothing to say.
func (s Say) Empty() bool { return s.ID == "" }

// String is what a log keeps of a message: its id and its values.
func (s Say) String() string {
	if len(s.Args) == 0 {
		return string(s.ID)
	}
	var b strings.Builder
	b.WriteString(string(s.ID))
	between := byte('(')
	for _, a := range s.Args {
		b.WriteByte(between)
		between = ' '
		b.WriteString(a.Name)
		b.WriteByte('=')
		switch {
		case a.Is == IsSay && a.Say != nil:
			b.WriteString(a.Say.String())
		case a.Is == IsText:
			b.WriteString(a.Text)
		default:
			b.WriteString(strconv.FormatInt(a.Number, 10))
		}
	}
	b.WriteByte(')')
	return b.String()
}
