package edge

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	decide "deskside/shared/core/edge"
)

// Space keeps contents of files under names of letters, digits and full stops.
type Space interface {
	Put(ctx context.Context, name string, content []byte) error
	// Take gives what is kept, nothing where there is none.
	Take(ctx context.Context, name string) ([]byte, error)
	// Drop forgets what is kept, if there is any.
	Drop(ctx context.Context, name string) error
}

// Folder is a space on disk. A file is there whole or not at all.
func Folder(path string) Space { return folder(path) }

type folder string

func (f folder) place(name string) (string, error) {
	if !filepath.IsLocal(name) || strings.ContainsAny(name, `/\`) {
		return "", errors.New("a file of no name")
	}
	return filepath.Join(string(f), name), nil
}

func (f folder) Put(_ context.Context, name string, content []byte) error {
	place, err := f.place(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return bare(err)
	}
	part, err := os.CreateTemp(string(f), "part-")
	if err != nil {
		return bare(err)
	}
	_, err = part.Write(content)
	// It is accepted, and so has to be there whatever happens to the machine.
	err = errors.Join(err, part.Sync(), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), place)
	}
	if err != nil {
		_ = os.Remove(part.Name()) // it is a part of nothing, and swept away with its folder at worst
	}
	return bare(err)
}

func (f folder) Take(_ context.Context, name string) ([]byte, error) {
	place, err := f.place(name)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(place)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return content, bare(err)
}

func (f folder) Drop(_ context.Context, name string) error {
	place, err := f.place(name)
	if err != nil {
		return err
	}
	if err := os.Remove(place); !errors.Is(err, fs.ErrNotExist) {
		return bare(err)
	}
	return nil
}

// bare is an error without the path that it is of.
func bare(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// space does what an effect asks of files.
func (e *Edge) space(ctx context.Context, effect *decide.Effect, done *decide.Done) (err error) {
	space := e.config.Space
	switch {
	case space == nil:
		return errors.New("there is no place for files")
	case effect.Put != nil:
		return space.Put(ctx, effect.Put.Name, effect.Put.Content)
	case effect.Take != "":
		done.Content, err = space.Take(ctx, effect.Take)
		return err
	}
	for _, name := range effect.Drop {
		err = errors.Join(err, space.Drop(ctx, name))
	}
	return err
}
