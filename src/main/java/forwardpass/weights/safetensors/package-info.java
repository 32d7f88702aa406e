/** The safetensors format of Hugging Face. */
package forwardpass.weights.safetensors;
