package words

import (
	"fmt"
	"strconv"
	"strings"
)

// condition writes CLDR's rule of a plural form as a Go expression about the
// whole number n. What rules say of fractions (v, w, f, t) and of compact
// numbers (c, e) is settled here: a whole number has none. "true" is a rule that
// always holds.
//
// The rules are those of UTS #35, part 3, "Plural rules syntax".
func condition(rule string) (string, error) {
	var either []string
	for alternative := range strings.SplitSeq(rule, " or ") {
		var all []string
		holds := true
		for relation := range strings.SplitSeq(alternative, " and ") {
			e, err := relationOf(strings.TrimSpace(relation))
			if err != nil {
				return "", fmt.Errorf("the plural rule %q: %w", rule, err)
			}
			switch e {
			case "false":
				holds = false
			case "true":
			default:
				all = append(all, e)
			}
		}
		if !holds {
			continue
		}
		if len(all) == 0 {
			return "true", nil
		}
		either = append(either, strings.Join(all, " && "))
	}
	if len(either) == 0 {
		return "false", nil
	}
	return strings.Join(either, " || "), nil
}

// relationOf writes one relation: "i % 100 != 12..14".
func relationOf(relation string) (string, error) {
	left, right, equal := strings.Cut(relation, " = ")
	if !equal {
		var ok bool
		if left, right, ok = strings.Cut(relation, " != "); !ok {
			return "", fmt.Errorf("%q is no relation", relation)
		}
	}
	operand, modulus, _ := strings.Cut(left, " % ")
	constant := false
	switch operand {
	case "n", "i":
		operand = "n"
	case "v", "w", "f", "t", "c", "e":
		constant = true
	default:
		return "", fmt.Errorf("%q is no operand", operand)
	}
	if modulus != "" {
		if _, err := strconv.Atoi(modulus); err != nil {
			return "", err
		}
		operand += "%" + modulus
	}
	var parts []string
	zero := false
	for part := range strings.SplitSeq(right, ",") {
		from, to, isRange := strings.Cut(part, "..")
		if _, err := strconv.Atoi(from); err != nil {
			return "", err
		}
		zero = zero || from == "0"
		switch {
		case !isRange && equal:
			parts = append(parts, operand+" == "+from)
		case !isRange:
			parts = append(parts, operand+" != "+from)
		case equal:
			parts = append(parts, operand+" >= "+from+" && "+operand+" <= "+to)
		default:
			parts = append(parts, "("+operand+" < "+from+" || "+operand+" > "+to+")")
		}
	}
	if constant {
		return strconv.FormatBool(zero == equal), nil
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	if equal {
		return "(" + strings.Join(parts, " || ") + ")", nil
	}
	return strings.Join(parts, " && "), nil
}
