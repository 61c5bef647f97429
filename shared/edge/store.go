package edge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
)

// store runs the statements of decisions.
type store struct {
	// site is the name of the site whose tables these are.
	site  string
	db    *sql.DB
	clock transport.Clock
	now   func() time.Time
	log   func(line string)

	mu    sync.Mutex
	ready bool
	// prepared are statements that were run before, by their text: a third of what SQLite does for one is to read it.
	prepared map[string]*sql.Stmt
}

// mostPrepared bounds how many statements are held; there are fewer, but for lists of other lengths.
const mostPrepared = 256

// statement is a statement that was or is prepared; nil where too many are.
func (s *store) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	s.mu.Lock()
	held, ok := s.prepared[text]
	full := len(s.prepared) >= mostPrepared
	s.mu.Unlock()
	if ok || full {
		return held, nil
	}
	made, err := s.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if held, ok := s.prepared[text]; ok {
		// Somebody else was first.
		return held, made.Close()
	}
	if s.prepared == nil {
		s.prepared = map[string]*sql.Stmt{}
	}
	s.prepared[text] = made
	return made, nil
}

// do runs statements, again and again where they wait for a row.
func (s *store) do(ctx context.Context, effect *decide.Effect) (results []decide.Result, err error) {
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	for waited := time.Duration(0); ; waited += decide.PollEvery {
		results = results[:0]
		for i := range effect.Statements {
			result, err := s.try(ctx, &effect.Statements[i])
			if err != nil {
				return nil, err
			}
			results = append(results, result)
		}
		last := &results[len(results)-1]
		if len(last.Rows) > 0 || waited >= time.Duration(effect.UntilMS)*time.Millisecond || s.clock.Sleep(ctx, decide.PollEvery) != nil {
			return results, nil
		}
	}
}

// prepare brings the store to the tables that are known here, once for each start of
// an edge.
func (s *store) prepare(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready {
		return nil
	}
	for attempt := 0; ; attempt++ {
		err := s.migrate(ctx)
		s.ready = err == nil
		var newer newerError
		if s.ready || errors.As(err, &newer) || ctx.Err() != nil || attempt == len(decide.Pauses) || s.clock.Sleep(ctx, decide.Pauses[attempt]) != nil {
			return err
		}
	}
}

// newerError says why a store is not for this edge.
type newerError string

func (e newerError) Error() string { return string(e) }

// migrate applies what is missing in the store. Another program may be at the same.
func (s *store) migrate(ctx context.Context) error {
	args := decide.MigrateArgs{Site: s.site, Now: s.now().UnixMicro()}
	for {
		next := decide.Migrate(&args)
		if next.Problem != "" {
			return newerError(next.Problem)
		}
		for i := range next.Statements {
			// Each is run once.
			looked, err := s.run(ctx, s.db, &next.Statements[i])
			if err != nil {
				return err
			}
			args.Looked = &looked
		}
		for _, line := range next.Log {
			s.log(line)
		}
		if len(next.Statements) == 0 {
			return nil
		}
	}
}

// try runs a statement until it works, as long as it may. Drivers do not repeat
// values in their errors.
func (s *store) try(ctx context.Context, statement *decide.Statement) (decide.Result, error) {
	for attempt := 0; ; attempt++ {
		var result decide.Result
		by, err := s.runner(ctx, statement.SQL)
		if err == nil {
			result, err = s.run(ctx, by, statement)
		}
		if err == nil || ctx.Err() != nil || attempt == len(decide.Pauses) || s.clock.Sleep(ctx, decide.Pauses[attempt]) != nil {
			return result, err
		}
	}
}

// runner runs statements: a database, or a statement that is prepared, whose text it passes over.
type runner interface {
	ExecContext(ctx context.Context, text string, values ...any) (sql.Result, error)
	QueryContext(ctx context.Context, text string, values ...any) (*sql.Rows, error)
}

type prepared struct{ *sql.Stmt }

func (p prepared) ExecContext(ctx context.Context, _ string, values ...any) (sql.Result, error) {
	return p.Stmt.ExecContext(ctx, values...)
}

func (p prepared) QueryContext(ctx context.Context, _ string, values ...any) (*sql.Rows, error) {
	return p.Stmt.QueryContext(ctx, values...)
}

func (s *store) runner(ctx context.Context, text string) (runner, error) {
	statement, err := s.statement(ctx, text)
	if err != nil || statement == nil {
		return s.db, err
	}
	return prepared{statement}, nil
}

func (s *store) run(ctx context.Context, by runner, statement *decide.Statement) (result decide.Result, err error) {
	values := make([]any, len(statement.Values))
	for i, v := range statement.Values {
		if values[i] = v.Number; v.IsText {
			values[i] = v.Text
		}
	}
	if !statement.Reads() {
		changed, err := by.ExecContext(ctx, statement.SQL, values...)
		if err == nil {
			result.Changed, err = changed.RowsAffected()
		}
		return result, err
	}
	rows, err := by.QueryContext(ctx, statement.SQL, values...)
	if err != nil {
		return result, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return result, err
	}
	for rows.Next() {
		cells := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return result, err
		}
		row := make([]decide.Value, len(cells))
		for i, cell := range cells {
			if row[i], err = valueOf(cell); err != nil {
				return result, err
			}
		}
		result.Rows = append(result.Rows, row)
	}
	return result, rows.Err()
}

// valueOf is what a driver gives as a text or a whole number: D1's gives all
// numbers as JavaScript has them.
func valueOf(cell any) (decide.Value, error) {
	switch cell := cell.(type) {
	case string:
		return decide.Value{IsText: true, Text: cell}, nil
	case []byte:
		return decide.Value{IsText: true, Text: string(cell)}, nil
	case int64:
		return decide.Value{Number: cell}, nil
	case float64:
		return decide.Value{Number: int64(cell)}, nil
	}
	return decide.Value{}, fmt.Errorf("a value of type %T", cell)
}
