import { z } from 'zod';

// The policy of these pages forbids code made from text, which zod would otherwise try, once for each schema.
z.config({ jitless: true });
