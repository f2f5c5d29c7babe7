// What a person presses, types into and drops files on: the browser's own elements, which old computers draw at once and
// screen readers know.
import { useId, useRef, useState, type ComponentProps, type ReactNode } from "react";

interface ButtonProps extends ComponentProps<"button"> {
  // What it does is under way: it keeps the focus, and does nothing a second time.
  readonly pending?: boolean;
}

export function Button({ pending = false, onClick, className = "button", ...rest }: ButtonProps) {
  return <button type="button" className={className} aria-disabled={pending || undefined} onClick={pending ? undefined : onClick} {...rest} />;
}

interface TextBoxProps extends Omit<ComponentProps<"input">, "onChange" | "className" | "ref"> {
  // Of the label and its box together.
  readonly className?: string;
  readonly boxClass?: string;
  readonly label: ReactNode;
  readonly onType: (text: string) => void;
  // Several lines of text; absent: one.
  readonly rows?: number;
}

// A label and the box it names.
export function TextBox({ className, boxClass = "box", label, onType, rows, ...rest }: TextBoxProps) {
  const id = useId();
  const box = { ...rest, id, className: boxClass, onChange: (event: { target: { value: string } }) => onType(event.target.value) };
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? <input {...box} /> : <textarea {...(box as object)} rows={rows} />}
    </div>
  );
}

interface PickFilesProps {
  readonly className?: string;
  // As the attribute of an <input type="file"> has it.
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly disabled?: boolean;
  readonly pending?: boolean;
  readonly onPick: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

export function PickFiles({ className, accept, multiple, disabled, pending, onPick, children }: PickFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button className={className ?? "button"} disabled={disabled} pending={pending ?? false} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file may be chosen again, mended.
          target.value = "";
          if (files.length > 0) onPick(files);
        }}
      />
    </>
  );
}

// Beside a button that does the same: nobody has to drag.
export function DropPlace({ onDrop, children }: { onDrop: (files: readonly File[]) => void; children: ReactNode }) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? "drop is-over" : "drop"}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onDrop(files);
      }}
    >
      {children}
    </div>
  );
}
