/** How the library's fields are called in our tables. */
export const PERSON_COLUMNS = { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } as const

export const SESSION_COLUMNS = { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at', ipAddress: 'ip_address', userAgent: 'user_agent', userId: 'person_id' } as const

export const ACCOUNT_COLUMNS = {
  accountId: 'account_id', providerId: 'provider_id', userId: 'person_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', createdAt: 'created_at', updatedAt: 'updated_at',
} as const

export const VERIFICATION_COLUMNS = { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } as const

export const TWO_FACTOR_COLUMNS = { backupCodes: 'backup_codes', userId: 'person_id', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' } as const

export const PASSKEY_COLUMNS = {
  publicKey: 'public_key', userId: 'person_id', credentialID: 'credential_id', deviceType: 'device_type', backedUp: 'backed_up', createdAt: 'created_at',
} as const

/** Tells the library the address that a request came from; whatever a client wrote there is overwritten at the door. */
export const ADDRESS_HEADER = 'x-datadam-address'
