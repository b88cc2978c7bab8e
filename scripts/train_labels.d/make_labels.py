"""As make_cells.py of the digits, with labels: make_labels.py OUT FIRST_SEED SHEETS [held-out]"""
from make_cells import main
from words import Words

if __name__ == "__main__":
    main(Words)
