/** CSL's name-variable as a schema. */
import Type from 'typebox'

const text = (description: string) => Type.String({ minLength: 1, description })

/** The parts of CSL's name-variable; either `literal` (a corporate body, or a name not to be taken apart) or `family`. */
export const nameParts = {
  given: Type.Optional(text('Given names, as printed')),
  family: Type.Optional(text('Family name without particle; the only name of a person who has one')),
  particle: Type.Optional(text('Non-dropping particle, such as "van" of "van Beethoven"')),
  droppingParticle: Type.Optional(text('Dropping particle, such as "de" of "Charles de Gaulle"')),
  suffix: Type.Optional(text('"Jr.", "III" and the like')),
  literal: Type.Optional(text('A name kept whole: an organization or a collaboration')),
}

export const Name = Type.Object(nameParts, { additionalProperties: false })
