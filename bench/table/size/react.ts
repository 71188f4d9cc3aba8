export * from 'noclobber/react';
