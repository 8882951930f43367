import { Component, type ReactNode } from 'react';

const startAgainMs = 3_000;

/** A fault of ours must not leave a black wall: it says so, and starts again by itself. */
export class LastResort extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    setTimeout(() => this.setState({ hasFailed: false }), startAgainMs);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className="waiting">
        <h1>One moment</h1>
        <p>The board stumbled and is starting again by itself. The timing goes on.</p>
      </main>
    );
  }
}
