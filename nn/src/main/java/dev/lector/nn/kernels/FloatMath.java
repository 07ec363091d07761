// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * exp, log, tanh and their kin in single precision, made of additions and multiplications only, so that interpreter,
 * compiler and vector lanes give the same bits. {@link Math#exp} does not promise that. The vector kernels compute the
 * same steps on whole vectors.
 *
 * <p>Polynomials: weighted minimax fits of our own. Argument reduction after Cody and Waite (1980). The error bounds are
 * checked by tests on dense grids against {@link StrictMath}; an ulp is that of the exact result.
 */
public final class FloatMath {
    /** 1.5·2²³: adding it rounds to an integer, which then stands in the low bits. */
    public static final float ROUND = 12582912f;

    /** The bits of {@link #ROUND}. */
    public static final int ROUND_BITS = 0x4B400000;

    public static final float LOG2_E = 1.442695041f;
    /** The first 9 bits of ln 2, so that a product with a small integer is exact. */
    public static final float LN2_HIGH = 0.693359375f;

    public static final float LN2_LOW = -2.12194440e-4f;
    /** Beyond these bounds exp is infinite, or 0. */
    public static final float EXP_MAX = 89f;

    public static final float EXP_MIN = -104f;

    // exp(r) = 1 + r + r²·(E2 + E3·r + ...), |r| <= ln2/2
    public static final float E2 = 5.000000000e-01f;
    public static final float E3 = 1.666666567e-01f;
    public static final float E4 = 4.166634753e-02f;
    public static final float E5 = 8.333391510e-03f;
    public static final float E6 = 1.394165331e-03f;
    public static final float E7 = 1.984595729e-04f;

    // log(1 + f) = f - f²/2 + f³·(L0 + L1·f + ...), √½ - 1 <= f <= √2 - 1
    public static final float L0 = 3.333331048e-01f;
    public static final float L1 = -2.500000894e-01f;
    public static final float L2 = 2.000221610e-01f;
    public static final float L3 = -1.666818708e-01f;
    public static final float L4 = 1.421754360e-01f;
    public static final float L5 = -1.240054369e-01f;
    public static final float L6 = 1.189888790e-01f;
    public static final float L7 = -1.171310320e-01f;
    public static final float L8 = 6.768515706e-02f;
    /** The bits of √½: mantissas are taken from [√½, √2). */
    public static final int SQRT_HALF_BITS = 0x3F3504F3;

    public static final float SMALLEST_NORMAL = 1.17549435e-38f;

    public static final float TANH_MAX = 10f;

    // tanh(x) = x·(G0 + G1·x² + ...)/(1 + H1·x² + ...), |x| < GATE_MAX; the greatest relative error was made least
    public static final float GATE_MAX = 9.02f;
    public static final float G0 = 1f;
    public static final float G1 = 1.3379672e-01f;
    public static final float G2 = 3.4939803e-03f;
    public static final float G3 = 2.0582573e-05f;
    public static final float G4 = 1.3317812e-08f;
    public static final float H1 = 4.671299e-01f;
    public static final float H2 = 2.5870869e-02f;
    public static final float H3 = 3.2830032e-04f;
    public static final float H4 = 7.761503e-07f;

    // erf(z) = z·(R0 + R1·z² + ...), |z| < 1
    public static final float R0 = 1.128379107e+00f;
    public static final float R1 = -3.761262596e-01f;
    public static final float R2 = 1.128360033e-01f;
    public static final float R3 = -2.685444430e-02f;
    public static final float R4 = 5.189535208e-03f;
    public static final float R5 = -8.020839887e-04f;
    public static final float R6 = 7.889116387e-05f;

    // erfc(z) = exp(-z²)·(C0 + C1·u + ...), u = 1/(1 + z/2), z >= 1
    public static final float C0 = -3.909609859e-06f;
    public static final float C1 = 2.821951509e-01f;
    public static final float C2 = 2.810295522e-01f;
    public static final float C3 = 2.527744770e-01f;
    public static final float C4 = 1.586106271e-01f;
    public static final float C5 = 1.043264419e-01f;
    public static final float C6 = 2.612319589e-02f;
    public static final float C7 = -1.856269985e-01f;
    public static final float C8 = 8.101744205e-02f;

    public static final float SQRT_HALF = 0.70710678f;
    /** 1/√(2π). */
    public static final float NORMAL_DENSITY = 0.39894228f;

    // Klambauer et al. 2017
    public static final float SELU_ALPHA = 1.6732632f;
    public static final float SELU_SCALE = 1.0507010f;

    private FloatMath() {}

    /** The exponential; error below 2 ulp. Infinite above 88.73; NaN stays NaN. */
    public static float exp(float x) {
        float c = x > EXP_MAX ? EXP_MAX : x;
        c = c < EXP_MIN ? EXP_MIN : c;
        float t = c * LOG2_E + ROUND;
        float n = t - ROUND;
        float r = (c - n * LN2_HIGH) - n * LN2_LOW;
        return scale(1 + expMinus1OfReduced(r), Float.floatToRawIntBits(t) - ROUND_BITS);
    }

    /** {@code exp(x) - 1}; error below 4 ulp, also near 0. */
    public static float expm1(float x) {
        float c = x > EXP_MAX ? EXP_MAX : x;
        c = c < EXP_MIN ? EXP_MIN : c;
        float t = c * LOG2_E + ROUND;
        float n = t - ROUND;
        float r = (c - n * LN2_HIGH) - n * LN2_LOW;
        float e = expMinus1OfReduced(r);
        return n == 0 ? e : scale(1 + e, Float.floatToRawIntBits(t) - ROUND_BITS) - 1;
    }

    private static float expMinus1OfReduced(float r) {
        float p = ((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2;
        return r * r * p + r;
    }

    /** y·2ⁿ in two steps, because 2ⁿ alone may be out of range. */
    private static float scale(float y, int n) {
        int half = n >> 1;
        return y * Float.intBitsToFloat((half + 127) << 23) * Float.intBitsToFloat((n - half + 127) << 23);
    }

    /** The natural logarithm; error below 2 ulp. Negative infinity at 0, NaN below. */
    public static float log(float x) {
        boolean tiny = x < SMALLEST_NORMAL;
        float z = tiny ? x * 0x1p23f : x;
        int i = Float.floatToRawIntBits(z) - SQRT_HALF_BITS;
        float e = (i >> 23) - (tiny ? 23 : 0);
        float f = Float.intBitsToFloat((i & 0x7FFFFF) + SQRT_HALF_BITS) - 1;
        float q = (((((((L8 * f + L7) * f + L6) * f + L5) * f + L4) * f + L3) * f + L2) * f + L1) * f + L0;
        float t = f * f;
        float y = f * t * q + e * LN2_LOW - 0.5f * t;
        float result = f + y + e * LN2_HIGH;
        result = x < Float.POSITIVE_INFINITY ? result : x;
        result = x > 0 ? result : Float.NaN;
        return x == 0 ? Float.NEGATIVE_INFINITY : result;
    }

    /** {@code log(1 + x)} for x in [0, 1]; error below 3 ulp. */
    public static float log1pOfFraction(float x) {
        float u = 1 + x;
        return log(u) + (x - (u - 1)) / u;
    }

    /** The logistic function; error below 4 ulp, 0 where the exact value is below 2⁻¹²⁸. */
    public static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }

    /** The hyperbolic tangent; error below 3 ulp. */
    public static float tanh(float x) {
        float a = Math.abs(x);
        float e = expm1(2 * (a > TANH_MAX ? TANH_MAX : a));
        float y = e / (e + 2);
        return x < 0 ? -y : y;
    }

    /** The hyperbolic tangent in the cells of recurrent networks: a third of the work, error below 6 ulp. */
    public static float gateTanh(float x) {
        float c = x > GATE_MAX ? GATE_MAX : x;
        c = c < -GATE_MAX ? -GATE_MAX : c;
        float t = c * c;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(G4, t, G3), t, G2), t, G1), t, G0);
        float q = Math.fma(Math.fma(Math.fma(Math.fma(H4, t, H3), t, H2), t, H1), t, 1);
        return c * p / q;
    }

    /** The logistic function in the cells of recurrent networks; absolute error below 3e-7. */
    public static float gateSigmoid(float x) {
        return Math.fma(gateTanh(0.5f * x), 0.5f, 0.5f);
    }

    /** {@code log(1 + exp(x))}; error below 4 ulp. */
    public static float softplus(float x) {
        return (x > 0 ? x : 0) + log1pOfFraction(exp(-Math.abs(x)));
    }

    /** The share of a standard normal variable below x, {@code (1 + erf(x/√2))/2}; relative error below 1e-6 above -10. */
    public static float normalShare(float x) {
        float z = Math.abs(x) * SQRT_HALF;
        if (z < 1) {
            float t = z * z;
            float half = 0.5f * z * ((((((R6 * t + R5) * t + R4) * t + R3) * t + R2) * t + R1) * t + R0);
            return x < 0 ? 0.5f - half : 0.5f + half;
        }
        float u = 1 / (1 + 0.5f * z);
        float q = (((((((C8 * u + C7) * u + C6) * u + C5) * u + C4) * u + C3) * u + C2) * u + C1) * u + C0;
        float tail = 0.5f * q * exp(-0.5f * x * x);
        return x < 0 ? tail : 1 - tail;
    }
}
